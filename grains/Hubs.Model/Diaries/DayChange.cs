using System.Collections.Immutable;

namespace Hubs.Model;

/// <summary>The difference between a diary and the day somebody wants published: what changes, who loses a place, or why it cannot be.</summary>
internal sealed record DayChange(
    Refusal? Refusal,
    DayReceipt Receipt,
    ImmutableArray<DiaryFact> Facts
)
{
    public static DayChange Between(
        Diary diary,
        HubDay day,
        ImmutableArray<Session> wanted,
        DateTimeOffset now
    )
    {
        var nothing = new DayReceipt(diary.Hub, diary.Date, 0, 0, 0, 0, []);
        if (day.Hub != diary.Hub || day.Date != diary.Date)
            return new(Refusals.WrongDiary(diary, day.Hub, day.Date), nothing, []);
        if (diary.Date < DateOnly.FromDateTime(UkCalendar.Local(now).DateTime))
            return new(Refusals.DayIsOver(diary), nothing, []);

        var placed = new List<Session>();
        var final = new Dictionary<SessionId, Session>();
        int added = 0,
            unchanged = 0;
        foreach (var asked in wanted)
        {
            var old = diary.Sessions.GetValueOrDefault(asked.Id);
            if (old is not null && (IsByHand(old) || (!old.IsCancelled && old.HasStarted(now))))
                continue;
            var session = SessionRules.WithRoomTurnaround(asked, day);
            if (!final.TryAdd(session.Id, session))
                return new(Refusals.SessionTwice(session), nothing, []);
            if (old is { IsCancelled: false } && SessionRules.IsSame(old.Session, session))
            {
                unchanged++;
                continue;
            }
            if (old is null or { IsCancelled: true })
                added++;
            placed.Add(session);
        }

        var cancelled = new List<SessionId>();
        foreach (var (id, old) in diary.Sessions)
        {
            if (old.IsCancelled || final.ContainsKey(id))
                continue;
            if (IsByHand(old) || old.HasStarted(now))
            {
                final.Add(id, old.Session);
                unchanged++;
            }
            else
                cancelled.Add(id);
        }

        foreach (var session in placed)
        {
            var others = final.Values.Where(other => other.Id != session.Id);
            if (SessionRules.Check(session, day, diary.Blocks, others) is { } refusal)
                return new(refusal, nothing, []);
        }

        cancelled.Sort((a, b) => string.CompareOrdinal(a.Value, b.Value));
        var fit = AppointmentFit.OfAll(diary, placed, cancelled);
        ImmutableArray<DiaryFact> facts =
        [
            .. diary.DayFacts(day),
            .. fit.Before,
            .. cancelled.Select(id => new SessionCancelled(id)),
            .. placed.Select(session => new SessionPlaced(session)),
            .. fit.After,
        ];
        return new(
            null,
            new DayReceipt(
                diary.Hub,
                diary.Date,
                added,
                placed.Count - added,
                cancelled.Count,
                unchanged,
                fit.Orphaned
            ),
            facts
        );
    }

    private static bool IsByHand(DiarySession session) => session.Session.Clinic is null;
}
