/** The database has learners again who were erased. */
export class ErasuresNotAppliedError extends Error {
  constructor(file: string, count: number) {
    super(
      `${count} learners in the list of erasures ${file} are not erased in this database, as after the restore of a backup. ` +
        `Erase them again before anything works on it: npm run cli -- erasures apply --file ${file}`,
    );
    this.name = ErasuresNotAppliedError.name;
  }
}
