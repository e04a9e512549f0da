/** The environment cannot be used. The message names every bad variable, or line of `.env`, and prints no value. */
export class InvalidEnvError extends Error {
  constructor(readonly problems: Readonly<Record<string, string>>) {
    const lines = Object.entries(problems).map(([name, problem]) => `  ${name} ${problem}`);
    super(
      `The environment is not valid. Correct what is named here (.env.example explains each variable):\n${lines.join('\n')}`,
    );
    this.name = InvalidEnvError.name;
  }
}
