import { type INestApplicationContext } from '@nestjs/common';
import { LearnersService } from '../learners/learners.service.js';
import { CommandRejectedError } from './command.js';

const classes = { LearnersService };

/**
 * @param of the classes of the copy of the engine that the application uses
 * @throws CommandRejectedError when the application keeps no learners
 */
export function learnersOf(app: INestApplicationContext, of: typeof classes = classes): LearnersService {
  try {
    return app.get(of.LearnersService, { strict: false });
  } catch {
    throw new CommandRejectedError(
      'The app keeps no learners: it must import LearnersModule of learning-engine/learners',
    );
  }
}
