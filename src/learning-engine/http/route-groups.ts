/** Routes that a host may leave out, by the options of `LearningHttpModule`. */
export type RouteGroup = 'sessions' | 'jobs' | 'learners' | 'evidence' | 'webhooks';

export const routeGroups: RouteGroup[] = ['sessions', 'jobs', 'learners', 'evidence', 'webhooks'];

/** Those that this app has, in the order of the list. */
export const ROUTE_GROUPS = Symbol.for('learning-engine:ROUTE_GROUPS');
