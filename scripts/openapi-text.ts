import { ENDPOINTS } from '#app/http/api/endpoints.ts';
import { makeOpenApi } from '#app/http/api/openapi.ts';

/** Version of the API's contract: the second number grows with what is added, the first is the one in the path. */
const API_VERSION = '1.0.0';

/** The document as it is kept in the repository. */
export const openApiText = (): string => `${JSON.stringify(makeOpenApi(ENDPOINTS, API_VERSION), null, 1)}\n`;
