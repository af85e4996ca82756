/** An error as an AWS service answers it; every stand-in writes it in its own protocol. */
export class AwsError extends Error {
  override readonly name = 'AwsError';
  /** e.g. `ResourceNotFoundException` */
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}
