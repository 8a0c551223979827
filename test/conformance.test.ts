import { describeConformance } from '@oryu/testing';
import { harnesses } from './harnesses/index.js';

for (const harness of Object.values(harnesses).flat()) describeConformance(harness, { describe, test });
