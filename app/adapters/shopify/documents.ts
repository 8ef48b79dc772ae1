/**
 * Every GraphQL document the studio sends. They are validated against the platform's real schema in documents.test.ts, and
 * the same test holds that none of them can delete or overwrite what is the merchant's.
 */
export const API_VERSION = '2026-10';

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

const FILE_FIELDS = /* GraphQL */ `
  fragment FileFields on MediaImage {
    id
    alt
    fileStatus
    fileErrors {
      code
    }
    image {
      url
    }
  }
`;

export const READ_FILE = /* GraphQL */ `
  query SoftboxFile($id: ID!) {
    node(id: $id) {
      ...FileFields
    }
  }
  ${FILE_FIELDS}
`;

export const FIND_FILES = /* GraphQL */ `
  query SoftboxFindFiles($query: String!) {
    files(first: 10, query: $query) {
      nodes {
        ...FileFields
      }
    }
  }
  ${FILE_FIELDS}
`;

/**
 * Asked both ways: a platform passes over a search field it does not know, and then a file in use would count as unused.
 */
export const CHECK_UNUSED = /* GraphQL */ `
  query SoftboxCheckUnused($unused: String!, $used: String!) {
    unused: files(first: 1, query: $unused) {
      nodes {
        id
      }
    }
    used: files(first: 1, query: $used) {
      nodes {
        id
      }
    }
  }
`;

export const STAGE_UPLOAD = /* GraphQL */ `
  mutation SoftboxStageUpload($input: [StagedUploadInput!]!) {
    stagedUploadsCreate(input: $input) {
      stagedTargets {
        url
        resourceUrl
        parameters {
          name
          value
        }
      }
      userErrors {
        field
        message
      }
    }
  }
`;

export const CREATE_FILE = /* GraphQL */ `
  mutation SoftboxCreateFile($files: [FileCreateInput!]!) {
    fileCreate(files: $files) {
      files {
        id
        alt
        fileStatus
        fileErrors {
          code
        }
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`;

/** Attaching and detaching. It has no variable for `originalSource`: the bytes of a file are never replaced. */
export const CHANGE_FILE_REFERENCES = /* GraphQL */ `
  mutation SoftboxChangeFileReferences($id: ID!, $add: [ID!], $remove: [ID!]) {
    fileUpdate(files: [{ id: $id, referencesToAdd: $add, referencesToRemove: $remove }]) {
      files {
        id
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`;

export const SET_ALT = /* GraphQL */ `
  mutation SoftboxSetAlt($id: ID!, $alt: String!) {
    fileUpdate(files: [{ id: $id, alt: $alt }]) {
      files {
        id
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`;

export const REORDER_MEDIA = /* GraphQL */ `
  mutation SoftboxReorderMedia($id: ID!, $moves: [MoveInput!]!) {
    productReorderMedia(id: $id, moves: $moves) {
      job {
        id
        done
      }
      mediaUserErrors {
        code
        field
        message
      }
    }
  }
`;

export const READ_JOB = /* GraphQL */ `
  query SoftboxJob($id: ID!) {
    job(id: $id) {
      id
      done
    }
  }
`;

export const APPEND_VARIANT_MEDIA = /* GraphQL */ `
  mutation SoftboxAppendVariantMedia($productId: ID!, $pairs: [ProductVariantAppendMediaInput!]!) {
    productVariantAppendMedia(productId: $productId, variantMedia: $pairs) {
      userErrors {
        code
        field
        message
      }
    }
  }
`;

export const DETACH_VARIANT_MEDIA = /* GraphQL */ `
  mutation SoftboxDetachVariantMedia($productId: ID!, $pairs: [ProductVariantDetachMediaInput!]!) {
    productVariantDetachMedia(productId: $productId, variantMedia: $pairs) {
      userErrors {
        code
        field
        message
      }
    }
  }
`;

/** Only `delete-own-file.ts` may send it, after it has made sure that the file is ours and in use nowhere. */
export const DELETE_OWN_FILE = /* GraphQL */ `
  mutation SoftboxDeleteOwnFile($id: ID!) {
    fileDelete(fileIds: [$id]) {
      deletedFileIds
      userErrors {
        code
        field
        message
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
  }
`;
