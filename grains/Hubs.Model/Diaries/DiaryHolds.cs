using System.Collections.Immutable;

namespace Hubs.Model;

/// <summary>Holds: slots kept for five minutes, ten at most. One whose time is over takes no place, whether or not anybody recorded its end.</summary>
public sealed partial record Diary
{
    public static readonly TimeSpan HoldTime = TimeSpan.FromMinutes(5);

    private Outcome Hold(HoldSlots command, DateTimeOffset now)
    {
        var free = FindPlace(
            command.Session,
            command.Start,
            command.Slots,
            null,
            now,
            TimeSpan.Zero
        );
        if (free.Refusal is { } refusal)
            return refusal;
        var key = new DiaryKey(Hub, Date);
        var code = IssuedCode.Make(
            Date,
            command.Info.Id,
            code => FindHold(new HoldId(key.Issue(code))) is not null
        );
        var hold = new Hold(
            new HoldId(key.Issue(code)),
            command.Session,
            free.Window,
            now + HoldTime,
            false
        );
        return Outcome.Done(ReceiptOf(hold), new SlotsHeld(hold));
    }

    private Outcome Extend(ExtendHold command, DateTimeOffset now)
    {
        if (FindHold(command.Hold) is not { } hold || hold.Until <= now)
            return Refusals.HoldOver();
        if (hold.IsExtended)
            return Refusals.HoldExtendedBefore(hold);
        var extended = hold with { Until = hold.Until + HoldTime, IsExtended = true };
        return Outcome.Done(ReceiptOf(extended), new HoldExtended(extended));
    }

    private Outcome Release(ReleaseHold command) =>
        FindHold(command.Hold) is { } hold
            ? Outcome.Done(ReceiptOf(hold), new HoldEnded(hold.Session, hold.Id))
            : Refusals.HoldOver();

    private Outcome Expire(DateTimeOffset now)
    {
        ImmutableArray<DiaryFact> over =
        [
            .. from session in Sessions.Values
            from hold in session.Holds.Values
            where hold.Until <= now
            select new HoldEnded(hold.Session, hold.Id),
        ];
        return over.IsEmpty
            ? new Outcome(new HoldsReceipt(0) { Version = Version }, null, []) { IsNothing = true }
            : Outcome.Done(new HoldsReceipt(over.Length) { Version = NextVersion }, over);
    }

    private Hold? FindHold(HoldId id)
    {
        foreach (var (_, session) in Sessions)
            if (session.Holds.TryGetValue(id, out var hold))
                return hold;
        return null;
    }

    private HoldReceipt ReceiptOf(Hold hold) =>
        new(hold.Id, hold.Session, hold.Window, hold.Until) { Version = NextVersion };

    internal Diary WithHolds(
        SessionId id,
        Func<ImmutableDictionary<HoldId, Hold>, ImmutableDictionary<HoldId, Hold>> change
    )
    {
        var session = Sessions[id];
        return this with
        {
            Sessions = Sessions.SetItem(id, session with { Holds = change(session.Holds) }),
        };
    }
}

/// <summary>Slots are kept. Holds of the session whose time was over by then end with it.</summary>
public sealed record SlotsHeld(Hold Hold) : DiaryFact
{
    internal override Diary ApplyTo(Diary diary, DateTimeOffset at) =>
        diary.WithHolds(
            Hold.Session,
            holds =>
                holds
                    .RemoveRange(holds.Values.Where(h => h.Until <= at).Select(h => h.Id).ToList())
                    .Add(Hold.Id, Hold)
        );
}

public sealed record HoldExtended(Hold Hold) : DiaryFact
{
    internal override Diary ApplyTo(Diary diary, DateTimeOffset at) =>
        diary.WithHolds(Hold.Session, holds => holds.SetItem(Hold.Id, Hold));
}

public sealed record HoldEnded(SessionId Session, HoldId Hold) : DiaryFact
{
    internal override Diary ApplyTo(Diary diary, DateTimeOffset at) =>
        diary.WithHolds(Session, holds => holds.Remove(Hold));
}
