import type { components } from '../../.cache/api.d.ts';

type Schemas = components['schemas'];

export type AnyRecipe = Schemas['RecipeOutput'];
export type PackshotRecipe = Schemas['PackshotRecipeOutput'];
export type StudioRecipe = Schemas['StudioRecipeOutput'];
export type SceneRecipe = Schemas['SceneRecipeOutput'];
export type RedrawRecipe = Schemas['RedrawRecipeOutput'];
/** What Softbox draws by itself. */
export type LocalRecipe = PackshotRecipe | StudioRecipe;
/** Pictures in a place, in which a model takes part. */
export type PlaceRecipe = SceneRecipe | RedrawRecipe;
/** Recipes that these screens offer. */
export type Recipe = LocalRecipe | PlaceRecipe;
export type Scene = SceneRecipe['scene'];
export type LibraryScene = Schemas['LibraryScene'];
export type ModelOption = Schemas['RecipeOptions']['models'][number];
export type AssetDetail = Schemas['AssetDetail'];
export type Words = Schemas['Words'];
export type WordsView = Schemas['WordsView'];
export type Plan = Schemas['Plan'];
export type Backdrop = StudioRecipe['backdrop'];
export type Frame = PackshotRecipe['frame'];
export type BrandKit = Schemas['BrandKitOutput'];
export type Selection = Schemas['Selection'];
export type Estimate = Schemas['Estimate'];
export type Product = Schemas['Product'];
export type ProductSummary = Schemas['ProductSummary'];
export type Batch = Schemas['Batch'];
export type BatchDetail = Schemas['BatchDetail'];
export type BatchProgress = Schemas['BatchProgress'];
export type Job = Schemas['ImageJob'];
export type Asset = Schemas['Asset'];
export type ReviewState = Asset['review']['state'];
export type Publication = Schemas['Publication'];
export type PublicationState = Publication['state'];
export type PublicationInput = Schemas['PublicationInput'];
export type Placement = Publication['placement'];
export type PublicationPreview = Schemas['PublicationPreview'];
export type Sync = Schemas['CatalogueSync'];
export type Usage = Schemas['Usage'];
export type LedgerEntry = Schemas['LedgerEntry'];
export type Preset = Schemas['Preset'];
