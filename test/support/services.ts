/** Where the local services are; all have tenants `demo` and `elsewhere` and the commands of the chaos server. */
export interface ServiceAddresses {
  /** Takes `anonUserId` for what it is. */
  readonly honours: string;
  /** Does not know it and says nothing. */
  readonly ignores: string;
  /** Refuses every call that has it. */
  readonly refuses: string;
}

declare global {
  /** Set by web-test-runner.config.js. */
  var fcServices: ServiceAddresses;
}
