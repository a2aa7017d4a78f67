import { IconUserQuestion } from "@tabler/icons-react";
import { hrefTo } from "@/app/router";
import { useText } from "@/app/text";
import { useUnfinished } from "@/app/useUnfinished";
import { Name } from "@/ui/Name";
import { Phone } from "@/ui/Phone";
import type { Card, CardCandidate } from "@/wire/messages.gen";
import classes from "./CardWho.module.css";
import { NotCallersOfCard, NotHim } from "./NotCallers";

type CardWhoProps = { readonly card: Card; readonly onChoose: (candidate: CardCandidate) => void };

/** Who calls, told no surer than we are (R75, R76, A9). */
export function CardWho({ card, onChoose }: CardWhoProps) {
  const { t } = useText();
  const first = card.candidates[0];
  return (
    <div className={classes.who}>
      {card.match === "known" && first ? <Identity card={card} candidate={first} /> : <Title card={card} />}
      <CallerNumber card={card} />
      {(card.match === "several" || card.match === "possible") && (
        <div className={classes.candidates}>
          <p title={card.match === "possible" ? t("card.possibleHint") : undefined}>
            {t(card.match === "possible" ? "card.possible" : "card.several")}
          </p>
          {card.candidates.slice(0, 4).map((candidate) => (
            <CandidateButton
              key={`${candidate.person_id}-${candidate.organization_id}-${candidate.person}`}
              card={card}
              candidate={candidate}
              onChoose={onChoose}
            />
          ))}
        </div>
      )}
      <NotCallersOfCard card={card} />
      {card.handed_over_by && <HandedOver card={card} />}
      {card.is_partial && <p className={classes.note}>{t("card.partial")}</p>}
    </div>
  );
}

/** Who had the caller before, and whether something of theirs came along. */
function HandedOver({ card }: { card: Card }) {
  const { t } = useText();
  const hasDraft = useUnfinished().data?.some((draft) => draft.key === card.id);
  const words = t("card.handedOver", { name: card.handed_over_by });
  return <p className={classes.note}>{hasDraft ? `${words} · ${t("card.hasDraft")}` : words}</p>;
}

function Identity({ card, candidate }: { card: Card; candidate: CardCandidate }) {
  const { t } = useText();
  const name = candidate.person || candidate.organization;
  return (
    <>
      <h2 className={classes.name}>
        {candidate.person_id === null ? (
          <Name>{name}</Name>
        ) : (
          <a href={hrefTo({ page: "persons", id: candidate.person_id })}>
            <Name>{name}</Name>
          </a>
        )}
      </h2>
      <p className={classes.org}>
        {candidate.organization && candidate.person && <Name>{candidate.organization}</Name>}
        {!candidate.organization && candidate.is_private && t("card.private")}
        <span className={classes.why}>
          {t(`reason.${candidate.reason}`)}
          {candidate.is_shared && `, ${t("card.shared")}`}
        </span>
        <NotHim card={card} candidate={candidate} />
      </p>
    </>
  );
}

function Title({ card }: { card: Card }) {
  const { t } = useText();
  switch (card.match) {
    case "withheld":
      return (
        <>
          <h2 className={classes.name}>{t("card.withheld")}</h2>
          <p className={classes.ask}>{t("card.withheldHint")}</p>
        </>
      );
    case "internal":
      return (
        <h2 className={classes.name}>
          <Name>{card.candidates[0]?.person || card.number.caller_name || t("card.internalCall")}</Name>
        </h2>
      );
    default:
      return (
        <h2 className={classes.name}>
          <Caller card={card} number={card.number.display || card.number.raw || t("card.withheld")} />
        </h2>
      );
  }
}

function CallerNumber({ card }: { card: Card }) {
  const { t } = useText();
  const isTitle =
    card.match === "unknown" || card.match === "several" || card.match === "possible" || card.match === "unchecked";
  const note = { unknown: t("card.noMatch"), unchecked: t("card.unchecked"), internal: t("card.internalCall") };
  const words = card.match in note ? note[card.match as keyof typeof note] : "";
  const { display, raw, caller_name: networkName } = card.number;
  return (
    <p className={classes.number}>
      {!isTitle && card.match !== "withheld" && <Caller card={card} number={display || raw} />}
      {words && <span>{words}</span>}
      {networkName && card.match !== "internal" && (
        <span className={classes.network}>
          {t("card.networkName")}: <Name>{networkName}</Name>
        </span>
      )}
    </p>
  );
}

/** The caller's number; once the talk is over a press calls them again. */
function Caller({ card, number }: { card: Card; number: string }) {
  if (card.state !== "wrap_up" || card.number.kind !== "known") return <bdi dir="ltr">{number}</bdi>;
  return <Phone number={number} of={{ kind: "call", id: card.id }} />;
}

/** One of several the caller may be; choosing puts them into the interest card, «не он» takes them away. */
export function CandidateButton({
  card,
  candidate,
  onChoose,
}: {
  card: Card;
  candidate: CardCandidate;
  onChoose: CardWhoProps["onChoose"];
}) {
  const { t } = useText();
  const name = candidate.person || candidate.organization;
  return (
    <div className={classes.offered}>
      <button type="button" className={classes.candidate} onClick={() => onChoose(candidate)}>
        <IconUserQuestion size={15} aria-hidden />
        <span className="visuallyHidden">{t("card.choose")}</span>
        <Name>
          {candidate.person && candidate.organization ? `${candidate.person}, ${candidate.organization}` : name}
        </Name>
        <small>{t(`reason.${candidate.reason}`)}</small>
      </button>
      <NotHim card={card} candidate={candidate} isIcon />
    </div>
  );
}
