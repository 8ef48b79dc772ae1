/** Longest wish of a merchant, characters. */
export const WISH_LENGTH = 500;

/** Labels of the data beside the instructions: what the instructions call them by. */
export const WISH = 'wish';
export const PRODUCT = 'product';

/**
 * Turns a merchant's few words into a place in full. The answer is `sceneAnswerSchema`, so that a product that slips into it is
 * taken out again as with a picture that was read.
 */
export const WRITE_SCENE_INSTRUCTIONS = `A shop owner wants an empty place photographed, into which the picture of a product is put afterwards. "${WISH}" says in the owner's own words what the place should be like, in any language; "${PRODUCT}", where it is given, what will stand there.
Describe that place: setting, surface, light, camera, palette, props and mood; each in a few plain English words.
Keep to what the wish says. What it leaves open choose so that it suits the wish and lets the product stand out: light and camera of a good product photograph, a surface the product can stand on.
Leave the product out, and everything of its kind: no product, brand, logo, person or printed word may be described, not even in passing.
props: things at the sides or behind that belong to the place, never the product; none when the wish asks for a plain place.
palette: the main colours of the place, as #rrggbb, the largest area first.
leftOut: name in one or two words each what was asked for and left out: the product, brands, people, words.`;
