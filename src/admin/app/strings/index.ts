import { algorithms } from './algorithms';
import { audit } from './audit';
import { common } from './common';
import { evidence } from './evidence';
import { fits } from './fits';
import { form } from './form';
import { overview } from './overview';
import { session } from './session';
import { layout } from './layout';
import { items } from './items';
import { jobs } from './jobs';
import { learners } from './learners';
import { mistakes } from './mistakes';
import { runs } from './runs';
import { shadows } from './shadows';
import { tune } from './tune';
import { webhooks } from './webhooks';

/** Every text of the app, a file for each page. A translation is a copy of this folder. */
export const text = {
  algorithms,
  audit,
  common,
  evidence,
  fits,
  form,
  items,
  jobs,
  layout,
  learners,
  mistakes,
  overview,
  runs,
  session,
  shadows,
  tune,
  webhooks,
};
