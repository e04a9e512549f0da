export class EraseLearnerRequest {}
