/** What the benchmark's clients and publishers say to Canyon and to its peers. */
export const app = { id: 'app', key: 'app-key', secret: 'app-secret', apiKey: 'app-api-key' };
