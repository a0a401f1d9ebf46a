using System.Collections.Immutable;

namespace Hubs.Model;

/// <summary>Sessions: publish a day, place one by hand, cancel, change room. What appointments lose or regain by it is always part of the answer.</summary>
public sealed partial record Diary
{
    /// <summary>What publishing would do now; with <see cref="DayReceipt.Refused"/> when it would be refused. Changes nothing.</summary>
    public DayReceipt Preview(HubDay day, ImmutableArray<Session> sessions, DateTimeOffset now)
    {
        var change = DayChange.Between(this, day, sessions, now);
        return change.Receipt with { Version = Version, Refused = change.Refusal };
    }

    /// <summary>Whether the session is on, with this clinician; with a window, at that time.</summary>
    public bool HasInSession(ClinicianId clinician, SessionId session, TimeWindow? window = null) =>
        Sessions.TryGetValue(session, out var found)
        && !found.IsCancelled
        && found.Session.Clinicians.Contains(clinician)
        && (window is null || window == found.Session.Window);

    private Outcome Publish(PublishDay command, DateTimeOffset now)
    {
        var change = DayChange.Between(this, command.Day, command.Sessions, now);
        return change.Refusal is { } refusal
            ? refusal
            : Outcome.Done(change.Receipt with { Version = NextVersion }, change.Facts);
    }

    private Outcome Place(PlaceSession command, DateTimeOffset now)
    {
        var session = SessionRules.WithRoomTurnaround(command.Session, command.Day);
        var old = Sessions.GetValueOrDefault(session.Id);
        if (old is { IsCancelled: false } && old.HasStarted(now))
            return Refusals.SessionAlreadyStarted(old.Session);
        if (UkCalendar.Instant(session.Date, session.Window.Start) < now)
            return Refusals.SessionInThePast(session);
        if (Check(session, command.Day) is { } refusal)
            return refusal;
        var fit = AppointmentFit.Of(this, session);
        var dropped = (old is { IsCancelled: false } ? old.Session.Clinicians : []).RemoveAll(
            session.Clinicians.Contains
        );
        return Outcome.Done(
            new SessionReceipt(session, fit.Orphaned) { Version = NextVersion },
            [
                .. DayFacts(command.Day),
                .. fit.Before,
                new SessionPlaced(session),
                .. fit.After,
                .. ReleaseFacts(session.Id, dropped),
            ]
        );
    }

    private Outcome Cancel(CancelSession command, DateTimeOffset now)
    {
        if (!Sessions.TryGetValue(command.Session, out var session))
            return Refusals.NoSuchSession(this, command.Session);
        if (session.IsCancelled)
            return Refusals.SessionCancelled(session.Session);
        if (session.HasStarted(now))
            return Refusals.SessionAlreadyStarted(session.Session);
        var fit = AppointmentFit.OfNone(this, command.Session);
        return Outcome.Done(
            new SessionReceipt(session.Session, fit.Orphaned) { Version = NextVersion },
            [
                .. fit.Before,
                new SessionCancelled(command.Session),
                .. ReleaseFacts(command.Session, session.Session.Clinicians),
            ]
        );
    }

    private Outcome Change(ChangeRoom command, DateTimeOffset now)
    {
        if (!Sessions.TryGetValue(command.Session, out var found) || Day is null)
            return Refusals.NoSuchSession(this, command.Session);
        if (found.IsCancelled)
            return Refusals.SessionCancelled(found.Session);
        if (UkCalendar.Instant(Date, found.Session.Window.End) <= now)
            return Refusals.SessionOver(found.Session);
        var session = SessionRules.WithRoomTurnaround(
            found.Session with
            {
                Room = command.Room,
            },
            Day
        );
        if (Check(session, Day) is { } refusal)
            return refusal;
        return Outcome.Done(
            new SessionReceipt(session, []) { Version = NextVersion },
            new SessionPlaced(session)
        );
    }

    private Refusal? Check(Session session, HubDay day) =>
        day.Hub != Hub || day.Date != Date
            ? Refusals.WrongDiary(this, day.Hub, day.Date)
            : SessionRules.Check(
                session,
                day,
                Blocks,
                ActiveSessions().Where(s => s.Id != session.Id)
            );

    internal IEnumerable<Session> ActiveSessions() =>
        Sessions.Values.Where(s => !s.IsCancelled).Select(s => s.Session);

    internal IEnumerable<DiaryFact> DayFacts(HubDay day) =>
        Day is not null && SameJson.Of(Day, day, HubsJson.Default.HubDay) ? [] : [new DaySet(day)];

    private IEnumerable<DiaryFact> ReleaseFacts(
        SessionId session,
        ImmutableArray<ClinicianId> clinicians
    ) =>
        clinicians.IsEmpty
            ? []
            :
            [
                new ErrandBegun(
                    new ReleaseClinicians($"release-{NextVersion}", session, clinicians)
                ),
            ];
}
