import { failure } from '#app/domain/failure.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import type { Page, PageRequest } from '#app/ports/repositories/page.ts';
import type { Publication, PublicationFilter, Publications } from '#app/ports/repositories/publications.ts';

export interface ReadPublications {
  list(storeId: string, filter: PublicationFilter, page: PageRequest): Promise<Page<Publication>>;
  /** Failure: not-found. */
  get(storeId: string, id: string): Promise<Result<Publication>>;
}

export const makeReadPublications = (deps: {
  readonly publications: Pick<Publications, 'get' | 'list'>;
}): ReadPublications => ({
  list: (storeId, filter, page) => deps.publications.list(storeId, filter, page),
  get: async (storeId, id) => {
    const publication = await deps.publications.get(storeId, id);
    return publication ? ok(publication) : err(failure('not-found', 'There is no publication with this id.'));
  },
});
