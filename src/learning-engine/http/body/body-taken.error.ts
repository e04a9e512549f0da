/** A parser of the application has read the body of a request, and kept nothing of it but its own reading. */
export class BodyTakenError extends Error {
  constructor() {
    super(
      'A body parser of the application has read the body before the routes of learning-engine/http could. Create the application ' +
        'with { rawBody: true }, so that Nest keeps the bytes: NestFactory.create(AppModule, { rawBody: true })',
    );
    this.name = BodyTakenError.name;
  }
}
