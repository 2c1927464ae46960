/** The elements of the page, and what is said to the person in front of it. */

export function element<E extends HTMLElement>(id: string, kind: new () => E): E {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`There is no ${kind.name} #${id}.`);
  return found;
}

/** What a field of a form holds, without the spaces around it. */
export function field(form: HTMLFormElement, name: string): string {
  return String(new FormData(form).get(name) ?? "").trim();
}

export function button(text: string, name: string, act: () => Promise<void>): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.ariaLabel = name;
  made.addEventListener("click", () => void act());
  return made;
}

const told = element("told", HTMLParagraphElement);
const failed = element("failed", HTMLParagraphElement);

/** Something went well. */
export function tell(text: string): void {
  told.textContent = text;
  failed.textContent = "";
}

/** Something did not. */
export function fail(text: string): void {
  told.textContent = "";
  failed.textContent = text;
}
