export {
  type Command,
  type CommandCall,
  type CommandOption,
  CommandRejectedError,
  type CommandResult,
  type Program,
  type RunCommand,
  UsageError,
} from '../cli/command.js';
export { readErasures, type ErasureLine } from '../cli/erasures-file.js';
export { workUntilStopped } from '../cli/commands/worker.js';
export { engineCommands } from '../cli/engine-commands.js';
export { openUrl } from '../cli/open.js';
export { type UrlTarget } from '../cli/open-url.js';
export { progressBar } from '../cli/progress-bar.js';
export { runProgram } from '../cli/run-program.js';
export {
  type EngineServices,
  type Evidence,
  type ImportServices,
  type Target,
  type Webhooks,
  type Worker,
  type WorkOptions,
} from '../cli/target.js';
export { databaseUrlProblem, parseDatabaseUrl, placeOf } from '../database/connections/database-url.js';
export { LearningEngineError } from '../errors/learning-engine.error.js';
export { webhookKeyProblem } from '../webhooks/webhook-secrets.js';
