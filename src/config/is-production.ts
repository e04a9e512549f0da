/** Whether the rules of production hold. What is not declared to be something else is production. */
export const isProduction = ({ NODE_ENV }: { NODE_ENV: string }): boolean =>
  NODE_ENV !== 'development' && NODE_ENV !== 'test';
