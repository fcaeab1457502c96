/**
 * Generated cases are the same in every run, so that a run tells about the code and not about luck.
 * `FC_SEED` asks for others; `npm run test:deep` sets it and asks for more of them.
 */
import { configureGlobal, readConfigureGlobal } from 'fast-check';

configureGlobal({ ...readConfigureGlobal(), seed: Number(process.env.FC_SEED ?? 20_261_122) });
