/** Most tokens of the answer, thinking included. */
export const ANALYSIS_ANSWER_TOKENS = 2_000;

/** Asked with the product's photo as picture 1, and title and type as fenced data. The answer is `productAnalysisSchema`. */
export const ANALYSIS_INSTRUCTIONS = `Look at the product in picture 1. It may be of any trade. Say only what can be seen; the shop's words may help to name it, but where they and the picture disagree the picture is right.
what: what it is, in a few words, without the brand.
materials and colours: what can be seen, the largest first; leave a list empty rather than guess.
sizeClass: tiny (ring), small (fits in one hand), medium (carried with two hands), large (stands on the floor), furniture.
pose: how it rests in the photo. cameraHeight: from where it was photographed.
textOnIt: every word printed on it, letter by letter as it is; leave out what you cannot read.
Ignore the background and anything beside the product.`;
