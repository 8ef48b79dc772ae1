/** WordPress's error of a REST route. */
export class WpError extends Error {
  override readonly name = 'WpError';
  readonly code: string;
  readonly status: number;
  readonly data: Record<string, unknown>;
  readonly headers: Record<string, string>;

  constructor(
    code: string,
    status: number,
    message: string,
    data: Record<string, unknown> = {},
    headers: Record<string, string> = {},
  ) {
    super(message);
    this.code = code;
    this.status = status;
    this.data = data;
    this.headers = headers;
  }

  toJSON(): unknown {
    return { code: this.code, message: this.message, data: { status: this.status, ...this.data } };
  }
}

export const invalidParam = (name: string, why: string): WpError =>
  new WpError('rest_invalid_param', 400, `Invalid parameter(s): ${name}`, { params: { [name]: why } });
