import { type Target } from './target.js';

/** An option of a command, beside those that all have. */
export interface CommandOption {
  /** What stands for its value in the help, such as `<uuid>`; without it, the option is a switch. */
  value?: string;
  help: string;
  isRequired?: boolean;
}

/** What a command is called with. */
export interface CommandCall {
  /** The values of the arguments, by their names. */
  args: Readonly<Record<string, string | undefined>>;
  options: Readonly<Record<string, string | boolean | undefined>>;
  /** What the command works on; opened at the first call, and closed after the command. */
  target: () => Promise<Target>;
  /** How the program is called, for remedies. */
  program: string;
}

/** What a command has to say. */
export interface CommandResult {
  /** For people: lines of at most 80 columns, where the values allow it. */
  text: string;
  /** The same for programs, printed with `--json`. */
  data: unknown;
  /** Whether there are findings: then the exit code is 1. */
  hasFindings?: boolean;
}

/** A command without a result prints by itself. */
export type RunCommand = (call: CommandCall) => Promise<CommandResult | void>;

/** One command: its line in the help, and where it is. */
export interface Command {
  /** One or two words. */
  name: string;
  /** `<key>` for one that is required, `[<key>]` for one that is not. */
  arguments?: readonly string[];
  summary: string;
  options?: Readonly<Record<string, CommandOption>>;
  /** Whether its statements take the time they need. */
  isPatient?: boolean;
  /** Loaded when the command runs, so that help needs neither Nest nor TypeORM. */
  load: () => Promise<{ run: RunCommand }>;
}

/** A program of commands. */
export interface Program {
  /** How it is called. */
  name: string;
  version: () => string;
  commands: readonly Command[];
  /** What all its commands take, beside `--json` and `--help`. */
  options?: Readonly<Record<string, CommandOption>>;
  /** Opens what the commands work on. */
  open: (options: CommandCall['options'], isPatient: boolean) => Promise<Target>;
  /** What to say of an error that is not one of the engine. */
  explain?: (error: unknown) => string | Promise<string>;
}

/** The command was called in a way that it does not know. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = UsageError.name;
  }
}

/** The command cannot do what it was asked for. Its message says all that a person needs. */
export class CommandRejectedError extends Error {
  constructor(message: string) {
    super(message);
    this.name = CommandRejectedError.name;
  }
}
