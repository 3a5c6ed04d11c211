/** Placeholder until the table is in (next commit). */
export interface Config {
  readonly dataFolder: string;
}
