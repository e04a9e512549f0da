import { type Request } from 'express';

type Admission = (bytes: number) => void;

const admissions = new WeakMap<Request, Admission>();

/** Has a say in whether the body of a request is parsed, once its size after decompression is known: by throwing. */
export const admitBody = (request: Request, admission: Admission): unknown => admissions.set(request, admission);

export const bodyRead = (request: Request, bytes: number): void => admissions.get(request)?.(bytes);
