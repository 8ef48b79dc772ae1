/** Languages of the shop and translations of a file's alt text. They need scopes of their own: see app/domain/scopes.ts. */

export const READ_LOCALES = /* GraphQL */ `
  query SoftboxLocales {
    shopLocales(published: true) {
      locale
      name
      primary
    }
  }
`;

export const READ_TRANSLATION = /* GraphQL */ `
  query SoftboxTranslation($id: ID!, $locale: String!) {
    translatableResource(resourceId: $id) {
      translatableContent {
        key
        digest
      }
      translations(locale: $locale) {
        key
        value
      }
    }
  }
`;

export const READ_DIGEST = /* GraphQL */ `
  query SoftboxAltDigest($id: ID!) {
    translatableResource(resourceId: $id) {
      translatableContent {
        key
        digest
      }
    }
  }
`;

export const REGISTER_TRANSLATIONS = /* GraphQL */ `
  mutation SoftboxRegisterTranslations($id: ID!, $translations: [TranslationInput!]!) {
    translationsRegister(resourceId: $id, translations: $translations) {
      userErrors {
        code
        field
        message
      }
    }
  }
`;

export const REMOVE_TRANSLATIONS = /* GraphQL */ `
  mutation SoftboxRemoveTranslations($id: ID!, $locales: [String!]!) {
    translationsRemove(resourceId: $id, translationKeys: ["alt"], locales: $locales) {
      userErrors {
        code
        field
        message
      }
    }
  }
`;
