/** The order of a product's media, and which variant shows which. */

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
