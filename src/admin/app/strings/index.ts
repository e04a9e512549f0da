import { common } from './common';
import { overview } from './overview';
import { session } from './session';
import { layout } from './layout';
import { runs } from './runs';

/** Every text of the app, a file for each page. A translation is a copy of this folder. */
export const text = { common, layout, overview, runs, session };
