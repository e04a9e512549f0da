import { type INestApplicationContext } from '@nestjs/common';
import { DoctorService } from '../doctor/doctor.service.js';
import { ParamsService } from '../params/params.service.js';
import { GatesService } from '../registry/gate/gates.service.js';
import { RegistryQueries } from '../registry/registry-queries.js';
import { RegistryService } from '../registry/registry.service.js';
import { RunQueries } from '../runs/run-queries.js';
import { type EngineServices } from './target.js';

const classes = { RegistryService, RegistryQueries, GatesService, ParamsService, RunQueries, DoctorService };

/** The classes of the services, of one copy of the engine. */
export type EngineClasses = typeof classes;

/** @throws Error of Nest when the application does not have them */
export const servicesOf = (app: INestApplicationContext, of: EngineClasses = classes): EngineServices => ({
  registry: app.get(of.RegistryService, { strict: false }),
  queries: app.get(of.RegistryQueries, { strict: false }),
  gates: app.get(of.GatesService, { strict: false }),
  params: app.get(of.ParamsService, { strict: false }),
  runs: app.get(of.RunQueries, { strict: false }),
});

/** @throws Error of Nest when the application does not have it */
export const doctorOf = (app: INestApplicationContext, of: EngineClasses = classes): DoctorService =>
  app.get(of.DoctorService, { strict: false });
