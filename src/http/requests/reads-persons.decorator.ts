import { Reflector } from '@nestjs/core';

/** Declares that what a controller or a route answers tells of persons, and so who reads it is logged: see `AuditInterceptor`. */
export const ReadsPersons = Reflector.createDecorator<true>();
