/** Who is told, as a flow or a replica says it. */
export interface AlertSettings {
  readonly email?: readonly string[];
  readonly webhook?: string;
  readonly every: number;
  readonly late: number;
}
