/** Routes do not say who may call them. */
export class UndeclaredAccessError extends Error {
  constructor(
    /** `Controller.method` of each. */
    readonly routes: readonly string[],
  ) {
    super(
      `These routes do not say who may call them: ${routes.join(', ')}. ` +
        "Give each method, or its controller, @Access('public'), @Access('admin') or another category.",
    );
    this.name = UndeclaredAccessError.name;
  }
}
