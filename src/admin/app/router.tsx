import { useState } from 'react';
import { createHashRouter } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { Shell } from './layout/shell';
import { NotFound } from './layout/not-found';
import { PageError } from './layout/page-error';

/** Every page has an address behind the `#`: so the app works at any path, behind any prefix, and its server knows one page. */
const createRouter = () =>
  createHashRouter([
    {
      element: <Shell />,
      children: [
        {
          ErrorBoundary: PageError,
          children: [
            { index: true, lazy: () => import('./pages/overview/overview-page') },
            { path: 'algorithms', lazy: () => import('./pages/algorithms/algorithms-page') },
            { path: 'algorithms/:key', lazy: () => import('./pages/algorithms/algorithm-page') },
            { path: 'algorithms/:key/versions/:version/tune', lazy: () => import('./pages/tune/tune-page') },
            { path: 'algorithms/:key/versions/:version/params/:paramsId', lazy: () => import('./pages/tune/set-page') },
            { path: 'algorithms/:key/shadows/:shadow_id', lazy: () => import('./pages/shadows/shadow-page') },
            { path: 'runs', lazy: () => import('./pages/runs/runs-page') },
            { path: 'runs/:run_id', lazy: () => import('./pages/runs/run-page') },
            { path: 'jobs', lazy: () => import('./pages/jobs/jobs-page') },
            { path: 'jobs/schedules', lazy: () => import('./pages/jobs/schedules-page') },
            { path: 'jobs/schedules/:schedule_id', lazy: () => import('./pages/jobs/schedule-page') },
            { path: 'jobs/:job_id', lazy: () => import('./pages/jobs/job-page') },
            { path: 'learners', lazy: () => import('./pages/learners/learners-page') },
            { path: 'learners/:learner_id', lazy: () => import('./pages/learners/learner-page') },
            { path: 'fits', lazy: () => import('./pages/fits/fits-page') },
            { path: 'fits/:fit_report_id', lazy: () => import('./pages/fits/fit-page') },
            { path: 'items', lazy: () => import('./pages/items/calibrations-page') },
            { path: 'items/skill-maps', lazy: () => import('./pages/items/skill-maps-page') },
            { path: 'items/mistakes', lazy: () => import('./pages/mistakes/analyses-page') },
            { path: 'items/mistakes/:mistake_analysis_id', lazy: () => import('./pages/mistakes/analysis-page') },
            { path: 'items/calibrations/:calibration_id', lazy: () => import('./pages/items/calibration-page') },
            { path: 'items/skill-maps/:skill_map_id', lazy: () => import('./pages/items/skill-map-page') },
            { path: 'webhooks', lazy: () => import('./pages/webhooks/webhooks-page') },
            { path: 'webhooks/:webhook_id', lazy: () => import('./pages/webhooks/webhook-page') },
            { path: 'audit', lazy: () => import('./pages/audit/audit-page') },
            { path: '*', element: <NotFound /> },
          ],
        },
      ],
    },
  ]);

/** Reads the address once the user is signed in: signing in changes it. */
export function Pages() {
  const [router] = useState(createRouter);
  return <RouterProvider router={router} />;
}
