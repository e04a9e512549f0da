import { text } from '../strings';
import { type Caller } from '../session/session';
import { type IconName } from './icon';

interface Room {
  path: string;
  label: string;
  icon: IconName;
  /** Who has something to see there. */
  roles: readonly Caller['role'][];
  /** The group of routes that it shows, which an app may not have. */
  routes?: Caller['routes'][number];
}

/** The rooms of the app, in the order of the menu. */
export const rooms: readonly Room[] = [
  { path: '/', label: text.layout.overview, icon: 'overview', roles: ['reader', 'service', 'admin'] },
  {
    ...{ path: '/algorithms', label: text.layout.algorithms, icon: 'algorithms' },
    roles: ['reader', 'service', 'admin'],
  },
  { path: '/runs', label: text.layout.runs, icon: 'runs', roles: ['reader', 'service', 'admin'] },
  {
    ...{ path: '/learners', label: text.layout.learners, icon: 'learners', routes: 'learners' },
    roles: ['reader', 'service', 'admin'],
  },
  {
    ...{ path: '/items', label: text.layout.items, icon: 'items', routes: 'learners' },
    roles: ['reader', 'service', 'admin'],
  },
  {
    ...{ path: '/fits', label: text.layout.fits, icon: 'fits', routes: 'evidence' },
    roles: ['reader', 'service', 'admin'],
  },
  { path: '/jobs', label: text.layout.jobs, icon: 'jobs', routes: 'jobs', roles: ['admin'] },
  { path: '/webhooks', label: text.layout.webhooks, icon: 'webhooks', routes: 'webhooks', roles: ['admin'] },
  { path: '/audit', label: text.layout.audit, icon: 'audit', roles: ['admin'] },
];

/** Whether a room has something to show to a caller of this app. */
export const isOpenTo = ({ roles, routes }: Room, caller: Caller): boolean =>
  roles.includes(caller.role) && (routes === undefined || caller.routes.includes(routes));

/** Pages in rooms of others that show what comes with evidence. */
const OF_EVIDENCE = /^\/items\/mistakes(\/|$)|^\/algorithms\/[^/]+\/shadows\//;

/** Whether an address, which may be typed or from another app, leads to something that this caller of this app may see. */
export function isReachable(pathname: string, caller: Caller): boolean {
  const room = rooms.find(({ path }) => pathname === path || (path !== '/' && pathname.startsWith(`${path}/`)));
  if (room && !isOpenTo(room, caller)) return false;
  return !OF_EVIDENCE.test(pathname) || caller.routes.includes('evidence');
}
