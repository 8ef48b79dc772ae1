/** What the mirror of a catalogue is read with. */

const MEDIA_FIELDS = /* GraphQL */ `
  fragment MediaFields on Media {
    id
    alt
    mediaContentType
    ... on MediaImage {
      image {
        url
        width
        height
      }
    }
  }
`;

const PRODUCT_FIELDS = /* GraphQL */ `
  fragment ProductFields on Product {
    id
    title
    handle
    status
    vendor
    productType
    tags
    updatedAt
  }
`;

const VARIANT_FIELDS = /* GraphQL */ `
  fragment VariantFields on ProductVariant {
    id
    title
    sku
    position
    media(first: 1) {
      nodes {
        id
      }
    }
  }
`;

export const READ_SHOP = /* GraphQL */ `
  query SoftboxShop {
    shop {
      name
      myshopifyDomain
      currencyCode
    }
    currentAppInstallation {
      accessScopes {
        handle
      }
    }
  }
`;

export const LIST_PRODUCTS = /* GraphQL */ `
  query SoftboxProducts($first: Int!, $after: String, $query: String, $sortKey: ProductSortKeys!) {
    products(first: $first, after: $after, query: $query, sortKey: $sortKey) {
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        ...ProductFields
        collections(first: 10) {
          pageInfo {
            hasNextPage
            endCursor
          }
          nodes {
            title
          }
        }
        variants(first: 50) {
          pageInfo {
            hasNextPage
            endCursor
          }
          nodes {
            ...VariantFields
          }
        }
        media(first: 50, sortKey: POSITION) {
          pageInfo {
            hasNextPage
            endCursor
          }
          nodes {
            ...MediaFields
          }
        }
      }
    }
  }
  ${PRODUCT_FIELDS}
  ${VARIANT_FIELDS}
  ${MEDIA_FIELDS}
`;

export const READ_PRODUCT = /* GraphQL */ `
  query SoftboxProduct($id: ID!) {
    product(id: $id) {
      ...ProductFields
    }
  }
  ${PRODUCT_FIELDS}
`;

export const READ_COLLECTIONS = /* GraphQL */ `
  query SoftboxProductCollections($id: ID!, $after: String) {
    product(id: $id) {
      collections(first: 100, after: $after) {
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          title
        }
      }
    }
  }
`;

export const READ_VARIANTS = /* GraphQL */ `
  query SoftboxProductVariants($id: ID!, $after: String) {
    product(id: $id) {
      variants(first: 250, after: $after) {
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          ...VariantFields
        }
      }
    }
  }
  ${VARIANT_FIELDS}
`;

export const READ_MEDIA = /* GraphQL */ `
  query SoftboxProductMedia($id: ID!, $after: String) {
    product(id: $id) {
      media(first: 250, after: $after, sortKey: POSITION) {
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          ...MediaFields
        }
      }
    }
  }
  ${MEDIA_FIELDS}
`;
