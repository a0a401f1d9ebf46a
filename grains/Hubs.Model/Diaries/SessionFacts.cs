namespace Hubs.Model;

/// <summary>The building on that date, as far as the rules need it.</summary>
public sealed record DaySet(HubDay Day) : DiaryFact
{
    internal override Diary ApplyTo(Diary diary, DateTimeOffset at) => diary with { Day = Day };
}

/// <summary>The session is new, changed, or on again.</summary>
public sealed record SessionPlaced(Session Session) : DiaryFact
{
    internal override Diary ApplyTo(Diary diary, DateTimeOffset at)
    {
        var old = diary.Sessions.GetValueOrDefault(Session.Id);
        var next = new DiarySession(Session, false, old is null ? 0 : old.Sequence + 1)
        {
            ChangedAt = at,
        };
        if (old is not null)
        {
            next = next with { Counts = old.Counts };
            foreach (var (_, appointment) in diary.Appointments)
                if (appointment.TakesSlots && appointment.Session == Session.Id)
                    next = next.Take(appointment.Window, 1);
            if (old.Slots.AsSpan().SequenceEqual(next.Slots.AsSpan()))
                next = next with { Holds = old.Holds };
        }
        return diary with { Sessions = diary.Sessions.SetItem(Session.Id, next) };
    }
}

public sealed record SessionCancelled(SessionId Session) : DiaryFact
{
    internal override Diary ApplyTo(Diary diary, DateTimeOffset at)
    {
        var old = diary.Sessions[Session];
        return diary with
        {
            Sessions = diary.Sessions.SetItem(
                Session,
                old with
                {
                    IsCancelled = true,
                    Sequence = old.Sequence + 1,
                    ChangedAt = at,
                    Holds = old.Holds.Clear(),
                }
            ),
        };
    }
}
