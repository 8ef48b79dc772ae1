/** Files of the store: finding, uploading, attaching, and deleting one of ours. */

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
