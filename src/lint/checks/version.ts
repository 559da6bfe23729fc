/** What the target version, or the range of supported ones, says of a keyword. The same for both languages. */
import type { Entry } from "../../schema/entry.ts";
import { compareVersions, isDeprecatedIn, isKnownIn, supportedVersions } from "../../schema/version.ts";
import type { Place } from "../../text/span.ts";
import type { Finding } from "./finding.ts";

type Language = "haproxy" | "keepalived";

/**
 * Findings about the versions of a keyword.
 *
 * @param target the version that decides; without one a keyword of any supported version is accepted, and one that newer
 *   versions dropped is a warning that names them
 */
export function* versionFindings(
  entry: Entry,
  place: Place,
  language: Language,
  target: string | undefined,
): Iterable<Finding> {
  const { keyword, since, until } = entry;
  const instead = insteadOf(entry);
  const fix = fixFor(entry, place);
  if (target !== undefined && !isKnownIn(entry, target)) {
    if (until !== undefined && compareVersions(target, until) >= 0) {
      yield {
        rule: `${language}/removed-keyword`,
        place,
        message: `${keyword} was removed in ${language} ${until}${instead}`,
        ...fix,
      };
    } else {
      yield {
        rule: `${language}/keyword-newer-than-target`,
        place,
        message: `${keyword} came with ${language} ${since}, the target is ${target}`,
      };
    }
    return;
  }
  if (target === undefined && until !== undefined) {
    const stillKnown = supportedVersions[language].filter((version) => isKnownIn(entry, version));
    yield {
      rule: `${language}/removed-keyword`,
      place,
      message: `${keyword} was removed in ${language} ${until}${instead}`,
      ...(stillKnown.length > 0 ? { severity: "warning" as const } : {}),
      ...fix,
    };
    return;
  }
  const asked = target ?? supportedVersions[language].at(-1) ?? "";
  if (isDeprecatedIn(entry, asked)) {
    yield {
      rule: `${language}/deprecated-keyword`,
      place,
      message: `${keyword} is deprecated since ${language} ${entry.deprecated}${instead}`,
      ...fix,
    };
  }
}

function insteadOf({ replacement }: Entry): string {
  if (replacement === undefined) return "";
  return /\s/.test(replacement) && /[A-Z]|\bis\b|\bno\b/.test(replacement)
    ? `: ${replacement.replace(/\.$/, "")}`
    : `: use ${replacement}`;
}

/** Mechanical where one word takes the place of another, or a keyword became an option or a timeout. */
function fixFor({ replacement }: Entry, place: Place): Pick<Finding, "fix"> {
  if (replacement === undefined || !/^((option|timeout) )?[a-z0-9_.-]+$/i.test(replacement)) return {};
  return { fix: { title: `Write ${replacement}`, edits: [{ ...place, newText: replacement }], safety: "unsafe" } };
}
