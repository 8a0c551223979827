import { describeConformance } from '@oryu/testing';
import { expressHarnesses } from './harnesses/express.js';

for (const harness of expressHarnesses) describeConformance(harness, { describe, test });
