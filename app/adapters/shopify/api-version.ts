/** The version of the Admin API that every document is written for and validated against. */
export const API_VERSION = '2026-10';
