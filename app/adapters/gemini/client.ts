import { GoogleGenAI } from '@google/genai';
import { OAuth2Client } from 'google-auth-library';
import type { GeminiAccess } from './access.ts';

/** Locations that are several regions (https://cloud.google.com/vertex-ai/docs/general/locations). */
const MULTI_REGIONS = ['us', 'eu'];

const vertexOrigin = (location: string): string => {
  if (location === 'global') return 'https://aiplatform.googleapis.com';
  return MULTI_REGIONS.includes(location)
    ? `https://aiplatform.${location}.rep.googleapis.com`
    : `https://${location}-aiplatform.googleapis.com`;
};

/**
 * The SDK, told everything it would otherwise look up in the environment (door, key, base URL, version): a variable that a
 * machine happens to have must not reroute our calls. Its retries are off, by `attempts: 1`.
 */
export const makeGeminiClient = (access: GeminiAccess): GoogleGenAI => {
  const retryOptions = { attempts: 1 };
  if (access.door === 'api-key') {
    const baseUrl = access.sandboxOrigin ?? 'https://generativelanguage.googleapis.com';
    return new GoogleGenAI({
      vertexai: false,
      apiKey: access.apiKey,
      apiVersion: 'v1',
      httpOptions: { baseUrl, retryOptions },
    });
  }
  const baseUrl = access.sandboxOrigin ?? vertexOrigin(access.location);
  return new GoogleGenAI({
    vertexai: true,
    project: access.project,
    location: access.location,
    apiVersion: 'v1beta1',
    httpOptions: { baseUrl, retryOptions },
    ...(access.accessToken === null
      ? {}
      : { googleAuthOptions: { authClient: clientOf(access.accessToken) } }),
  });
};

const clientOf = (accessToken: string): OAuth2Client => {
  const client = new OAuth2Client();
  client.setCredentials({ access_token: accessToken });
  return client;
};
