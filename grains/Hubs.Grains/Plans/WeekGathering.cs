using System.Collections.Immutable;
using Hubs.Contracts;
using Hubs.Model;

namespace Hubs.Grains;

/// <summary>Collects from all hubs and clinicians what the allocator must know of one week.</summary>
public static class WeekGathering
{
    /// <summary>
    /// The week as it stands: what clinics want; sessions that must stay (pinned, booked by hand, already begun); leave; blocked rooms;
    /// and the sessions people are used to (this week as published, else the week before).
    /// </summary>
    public static async Task<WeekProblem> Gather(
        IGrainFactory grains,
        IsoWeek week,
        Plan? draft,
        Plan? published,
        UkCalendar calendar
    )
    {
        var network = await WithLeave(grains, (await grains.Network.Get()).Network, week);
        var diaries = await Diaries(grains, network, week);
        var kept = Kept(draft, published, diaries, calendar);
        var keptIds = kept.Select(session => session.Id).ToHashSet();
        return new WeekProblem
        {
            Week = week,
            Network = network,
            Wanted =
            [
                .. WantedSessions.In(week, network).Where(wanted => !keptIds.Contains(wanted.Id)),
            ],
            Fixed = kept,
            Familiar = published?.Sessions ?? await WeekBefore(grains, week),
            Blocks = [.. diaries.SelectMany(diary => diary.Blocks)],
            Weights = network.Weights.ToImmutableDictionary(w => w.Rule, w => w.Weight),
        };
    }

    /// <summary>Every diary of the week, hub by hub.</summary>
    public static async Task<ImmutableArray<Diary>> Diaries(
        IGrainFactory grains,
        Network network,
        IsoWeek week
    ) =>
        [
            .. await Task.WhenAll(
                from hub in network.Hubs
                from date in week.Days
                select grains.Diary(hub.Id, date).Get()
            ),
        ];

    /// <summary>Sessions standing in the diaries that no plan put there.</summary>
    public static IEnumerable<Session> BookedByHand(ImmutableArray<Diary> diaries) =>
        from diary in diaries
        from held in diary.Sessions.Values
        where !held.IsCancelled && held.Session.Clinic is null
        select held.Session;

    private static ImmutableArray<Session> Kept(
        Plan? draft,
        Plan? published,
        ImmutableArray<Diary> diaries,
        UkCalendar calendar
    )
    {
        var now = calendar.Now.DateTime;
        var begun = (published?.Sessions ?? []).Where(session =>
            session.Date.ToDateTime(session.Window.Start) <= now
        );
        var pinned = (draft ?? published)?.Sessions.Where(session => session.IsPinned) ?? [];
        return
        [
            .. begun.Concat(pinned).Concat(BookedByHand(diaries)).DistinctBy(session => session.Id),
        ];
    }

    /// <summary>Leave, and what clinicians' own calendars take, which the allocator treats alike.</summary>
    private static async Task<Network> WithLeave(
        IGrainFactory grains,
        Network network,
        IsoWeek week
    )
    {
        var days = await Task.WhenAll(
            network.Clinicians.Select(c => grains.Clinician(c.Id).Get(week.Monday, 7))
        );
        return network with
        {
            Clinicians = [.. days.Zip(network.Clinicians, (known, c) => Away(known) ?? c)],
        };
    }

    private static Clinician? Away(ClinicianDays known) =>
        known.Clinician is { } clinician
            ? clinician with
            {
                Leave = clinician.Leave.AddRange(
                    known.Busy.Select(busy => new Leave(
                        busy.Date,
                        busy.Date,
                        busy.Window,
                        "Busy in their own calendar"
                    ))
                ),
            }
            : null;

    private static async Task<ImmutableArray<Session>> WeekBefore(
        IGrainFactory grains,
        IsoWeek week
    )
    {
        var before = IsoWeek.Of(week.Monday.AddDays(-7));
        var sessions = (await grains.Plan(before).Get()).Published?.Sessions ?? [];
        return
        [
            .. sessions
                .Where(session => session.Clinic is not null)
                .Select(session =>
                    session with
                    {
                        Id = new SessionId(
                            session.Id.Value.Replace(
                                $".{before}.",
                                $".{week}.",
                                StringComparison.Ordinal
                            )
                        ),
                        Date = session.Date.AddDays(7),
                        IsPinned = false,
                    }
                ),
        ];
    }
}
