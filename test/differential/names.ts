/** What stands for a service's own values: ids and times that it made, called after the step in which they appeared. */
export class Names {
  readonly #names = new Map<string, string>();
  #step = '';
  #isRace = false;
  #count = 0;

  /** What appears from now on is the work of this step; the copies of a race can't be told apart. */
  begin(label: string, copies: number): void {
    this.#step = label;
    this.#isRace = copies > 1;
    this.#count = 0;
  }

  /** Takes notice of the values that a row has from the service. */
  learn(row: Readonly<Record<string, unknown>>): void {
    if (typeof row.id !== 'string' || !isId.test(row.id)) return;
    this.#name('id', row.id);
    for (const name of ['createdAt', 'updatedAt']) {
      const value = row[name];
      if (typeof value === 'string' && isTime.test(value)) this.#name('time', value);
    }
  }

  /** The text with names in place of the values. */
  in(text: string): string {
    return text.replace(own, (value) => this.#names.get(value) ?? value);
  }

  #name(kind: string, value: string): void {
    if (this.#names.has(value)) return;
    this.#count += 1;
    this.#names.set(value, `<${kind} ${this.#step}${this.#isRace ? '' : `.${this.#count}`}>`);
  }
}

const id = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const time = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z`;
const isId = new RegExp(`^${id}$`);
const isTime = new RegExp(`^${time}$`);
const own = new RegExp(`${id}|${time}`, 'g');
