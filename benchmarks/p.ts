import { applications } from './applications/index.js';
import { Injector } from './inject.js';
const [fw='',name='',n='20000']=process.argv.slice(2);
process.stderr.write = () => true;
const i = new Injector(await applications[fw]!.find((v)=>v.name===name)!.server());
for (let k=0;k<5000;k++) await i.request();
const w=performance.now(); const t=process.cpuUsage(); for (let k=0;k<+n;k++) await i.request(); const wall=(performance.now()-w)*1000/+n; const u=process.cpuUsage(t); process.stdout.write(`${fw} ${name} ${((u.user+u.system)/+n).toFixed(1)} µs wall ${wall.toFixed(1)}\n`);
process.exit();
