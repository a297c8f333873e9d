/** Nouns whose plural follows no rule. */
const irregular: Readonly<Record<string, string>> = {
  person: 'people',
  man: 'men',
  woman: 'women',
  child: 'children',
  foot: 'feet',
  tooth: 'teeth',
  goose: 'geese',
  mouse: 'mice',
  ox: 'oxen',
  quiz: 'quizzes',
  leaf: 'leaves',
  life: 'lives',
  knife: 'knives',
  wife: 'wives',
  half: 'halves',
  shelf: 'shelves',
  self: 'selves',
  wolf: 'wolves',
  thief: 'thieves',
  loaf: 'loaves',
  hero: 'heroes',
  potato: 'potatoes',
  tomato: 'tomatoes',
  echo: 'echoes',
  veto: 'vetoes',
  matrix: 'matrices',
  vertex: 'vertices',
  appendix: 'appendices',
  index: 'indexes',
  datum: 'data',
  medium: 'media',
  bacterium: 'bacteria',
  curriculum: 'curricula',
  criterion: 'criteria',
  phenomenon: 'phenomena',
  alumnus: 'alumni',
  stimulus: 'stimuli',
  movie: 'movies',
};

/** Nouns that are their own plural, or have none. */
const uncountable: ReadonlySet<string> = new Set(
  `advice aircraft audio clothing data deer equipment feedback fish furniture hardware homework information knowledge
  logistics luggage media metadata mathematics means money moose music news offspring physics police rice salmon series
  sheep software species staff traffic weather`.split(/\s+/),
);

/** First match wins. */
const rules: readonly (readonly [RegExp, string])[] = [
  [/(craft|ware)$/, '$1'],
  [/man$/, 'men'],
  [/child$/, 'children'],
  [/person$/, 'people'],
  [/sis$/, 'ses'],
  [/([^aeiou]|qu)y$/, '$1ies'],
  [/(s|x|z|ch|sh)$/, '$1es'],
  [/$/, 's'],
];

/** Words in -man that aren't men. */
const regularMan: ReadonlySet<string> = new Set(['human', 'german', 'roman', 'shaman', 'talisman', 'caiman']);

/** The English plural of a noun in lower case. */
export function pluralWord(noun: string): string {
  const known = Object.hasOwn(irregular, noun) ? irregular[noun] : undefined;
  if (known !== undefined) return known;
  if (uncountable.has(noun)) return noun;
  if (regularMan.has(noun)) return `${noun}s`;
  const [ending, replacement] = rules.find(([pattern]) => pattern.test(noun)) ?? [/$/, 's'];
  return noun.replace(ending, replacement);
}

const irregularPlurals: ReadonlySet<string> = new Set(Object.values(irregular));
const singularInS = /(ss|us|is|as|os|ops)$/;

/** Whether a noun in lower case is a plural already; a guess that says no when in doubt. */
export function looksPlural(noun: string): boolean {
  if (uncountable.has(noun) || noun === 'lens') return false;
  return irregularPlurals.has(noun) || (/[^s]s$/.test(noun) && /[aeiou]/.test(noun) && !singularInS.test(noun));
}

/** The singular of a noun that looks plural: good enough to suggest. */
export function singularWord(noun: string): string {
  const known = Object.entries(irregular).find(([, plural]) => plural === noun)?.[0];
  return (
    known ??
    noun
      .replace(/ies$/, 'y')
      .replace(/(ss|x|z|ch|sh)es$/, '$1')
      .replace(/s$/, '')
  );
}
