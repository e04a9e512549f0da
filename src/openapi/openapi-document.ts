import { type INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { ExecutionService } from 'learning-engine';
import { computeByKey } from './compute-by-key.js';
import { ProblemResponse } from 'learning-engine/http';
import { completeOperations } from './complete-operations.js';
import { describeAlgorithms } from './describe-algorithms.js';
import { routeAccess } from './route-access.js';
import { toOpenApi31 } from './to-openapi-31.js';

/** The API as an OpenAPI 3.1 document, made of the routes themselves. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Learning engine')
    .setDescription(
      'Decides which version of a learning algorithm is active with which parameters, runs it, and keeps a record of ' +
        'every run. Every answer that is not 2xx is a problem by RFC 9457; /docs/problems explains each `type`.',
    )
    .setVersion('1')
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addServer('/')
    .addTag('learning', 'The active versions, and computing with them.')
    .addTag('learners', "Learners' answers, and what follows from them.")
    .addTag('registry', 'Versions, parameter sets and the activation log.')
    .addTag('runs', 'Run records.')
    .addTag('jobs', 'Work that goes on in the background.')
    .addTag('events', 'What happens in the engine, as it happens.')
    .addTag('health', 'Whether the service can do its work.')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }, 'bearer')
    .build();
  const document = SwaggerModule.createDocument(app, config, { extraModels: [ProblemResponse] });
  const complete = completeOperations(document, routeAccess(app));
  const contracts = app.get(ExecutionService, { strict: false }).listContracts();
  return toOpenApi31(computeByKey(describeAlgorithms(complete, contracts), contracts));
}
