using System.Collections.Immutable;
using System.Globalization;
using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>One thing that gives way, and the week with it.</summary>
/// <param name="Effort">Points of our own making: what is settled at a desk costs 1 or 2, what is asked of a person 3 or 4, of a building 5 and more.</param>
internal sealed record Concession(
    string Rule,
    string Sentence,
    double Effort,
    Func<WeekProblem, WeekProblem> Make
);

/// <summary>Everything that might give way for one session, tried or not.</summary>
internal sealed class PossibleRelaxations(WeekProblem problem, Clinic clinic, WantedSession wish)
{
    private readonly Network network = problem.Network;
    private readonly Service service = problem.Network.Services.First(s => s.Id == clinic.Service);

    private IEnumerable<Hub> Hubs =>
        network.Hubs.Where(hub => clinic.Hubs.IsEmpty || clinic.Hubs.Contains(hub.Id));

    private IEnumerable<DateOnly> Days => wish.On is { } day ? [day] : problem.Week.Days;

    private IEnumerable<Clinician> People =>
        clinic
            .Clinicians.SelectMany(need => Needs.People(network, clinic, need))
            .DistinctBy(person => person.Id);

    public IEnumerable<Concession> All() =>
        [
            .. ServiceMix(),
            .. OwnLimits(),
            .. OtherPeople(),
            .. Turnaround(),
            .. LongerDays(),
            .. OtherRooms(),
            .. Blocks(),
            .. OtherHubs(),
            .. Equipment(),
            .. LongerHours(),
        ];

    private IEnumerable<Concession> ServiceMix() =>
        from hub in Hubs
        from target in hub.ServiceMix
        where target.Service == clinic.Service
        select new Concession(
            ServiceMixMaximum.Id,
            $"Raise the service mix of {hub.Name}: {target.Maximum + 1} sessions of {service.Name} instead of {target.Maximum} at most",
            1,
            week =>
                WithHub(
                    week,
                    hub.Id,
                    h =>
                        h with
                        {
                            ServiceMix =
                            [
                                .. h.ServiceMix.Select(t =>
                                    t == target ? t with { Maximum = t.Maximum + 1 } : t
                                ),
                            ],
                        }
                )
        );

    private IEnumerable<Concession> OwnLimits()
    {
        if (clinic.MaximumPerDay is { } most)
            yield return new Concession(
                SessionsPerDay.Id,
                $"Let {clinic.Name} have {most + 1} sessions on a day instead of {most}",
                2,
                week => WithClinic(week, c => c with { MaximumPerDay = most + 1 })
            );
        if (!clinic.Allowed.IsEmpty)
            yield return new Concession(
                AllowedTimes.Id,
                $"Let {clinic.Name} start an hour earlier or end an hour later",
                3,
                week =>
                    WithClinic(
                        week,
                        c =>
                            c with
                            {
                                Allowed =
                                [
                                    .. c.Allowed.Select(w => w with { Window = Hour(w.Window) }),
                                ],
                            }
                    )
            );
        if (wish.On is not null)
            yield return new Concession(
                AllowedTimes.Id,
                $"Let this session of {clinic.Name} be on another day of the week",
                4,
                week =>
                    WithClinic(
                        week with
                        {
                            Wanted =
                            [
                                .. week.Wanted.Select(w =>
                                    w.Id == wish.Id ? w with { On = null, Closure = null } : w
                                ),
                            ],
                        },
                        c =>
                            c with
                            {
                                Allowed =
                                [
                                    .. c
                                        .Allowed.Select(a => a.Window)
                                        .Distinct()
                                        .SelectMany(window =>
                                            problem.Week.Days.Select(date => new WeeklyWindow(
                                                date.DayOfWeek,
                                                window
                                            ))
                                        ),
                                ],
                            }
                    )
            );
    }

    private static TimeWindow Hour(TimeWindow window) =>
        window.Widen(TimeSpan.FromHours(1), TimeSpan.FromHours(1));

    private IEnumerable<Concession> OtherPeople()
    {
        if (clinic.Clinicians.IsEmpty)
            yield break;
        var competent = network
            .Clinicians.Where(person => person.Competences.Contains(clinic.Service))
            .ToArray();
        var known = People.Select(person => person.Id).ToHashSet();
        foreach (var (own, effort) in new[] { (true, 2.0), (false, 4.0) })
        foreach (
            var person in competent.Where(p =>
                !known.Contains(p.Id) && own == (p.Organisation == clinic.Organisation)
            )
        )
            yield return new Concession(
                ClinicianAvailable.Id,
                own
                    ? $"Let {person.Name} run it"
                    : $"Let {person.Name} of {OrganisationName(person.Organisation)} run it",
                effort,
                week =>
                    WithClinic(
                        week,
                        c =>
                            c with
                            {
                                Clinicians =
                                [
                                    .. c.Clinicians.Select(need => new ClinicianNeed
                                    {
                                        AnyOf =
                                        [
                                            .. Needs
                                                .People(network, clinic, need)
                                                .Select(p => p.Id),
                                            person.Id,
                                        ],
                                    }),
                                ],
                            }
                    )
            );
    }

    private string OrganisationName(OrganisationId id) =>
        network.Organisations.FirstOrDefault(o => o.Id == id)?.Name ?? id.Value;

    private IEnumerable<Concession> Turnaround()
    {
        foreach (var hub in Hubs)
        foreach (
            var type in hub
                .Rooms.Where(room => Needs.TypeSuits(service, clinic, room))
                .Select(room => room.Type)
                .Distinct()
        )
        {
            var longest = hub
                .Rooms.Where(room => room.Type == type)
                .Max(room => Needs.Longer(room.TurnaroundBefore, room.TurnaroundAfter));
            for (var to = longest - Step; to >= TimeSpan.Zero; to -= Step)
            {
                var cap = to;
                yield return new Concession(
                    RoomClash.Id,
                    $"Turnaround {longest.TotalMinutes:0} to {cap.TotalMinutes:0} minutes in {RoomWords.Plural(type)} at {hub.Name}",
                    2 * ((longest - cap) / Step),
                    week =>
                        WithTurnarounds(
                            WithHub(
                                week,
                                hub.Id,
                                h =>
                                    h with
                                    {
                                        Rooms =
                                        [
                                            .. h.Rooms.Select(room =>
                                                room.Type == type
                                                    ? room with
                                                    {
                                                        TurnaroundBefore = Shorter(
                                                            room.TurnaroundBefore,
                                                            cap
                                                        ),
                                                        TurnaroundAfter = Shorter(
                                                            room.TurnaroundAfter,
                                                            cap
                                                        ),
                                                    }
                                                    : room
                                            ),
                                        ],
                                    }
                            )
                        )
                );
            }
        }
        var own = Needs.Longer(service.TurnaroundBefore, service.TurnaroundAfter);
        for (var to = own - Step; to >= TimeSpan.Zero; to -= Step)
        {
            var cap = to;
            yield return new Concession(
                RoomClash.Id,
                $"Turnaround {own.TotalMinutes:0} to {cap.TotalMinutes:0} minutes for {service.Name}",
                2 * ((own - cap) / Step),
                week =>
                    WithTurnarounds(
                        WithNetwork(
                            week,
                            n =>
                                n with
                                {
                                    Services =
                                    [
                                        .. n.Services.Select(s =>
                                            s.Id == service.Id
                                                ? s with
                                                {
                                                    TurnaroundBefore = Shorter(
                                                        s.TurnaroundBefore,
                                                        cap
                                                    ),
                                                    TurnaroundAfter = Shorter(
                                                        s.TurnaroundAfter,
                                                        cap
                                                    ),
                                                }
                                                : s
                                        ),
                                    ],
                                }
                        )
                    )
            );
        }
    }

    private static readonly TimeSpan Step = TimeSpan.FromMinutes(5);

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;

    /// <summary>The sessions that stand get the shorter turnaround too: it is the room that turns round faster, whoever was in it.</summary>
    private static WeekProblem WithTurnarounds(WeekProblem week)
    {
        var rooms = week.Network.Hubs.SelectMany(hub => hub.Rooms).ToDictionary(room => room.Id);
        var services = week.Network.Services.ToDictionary(s => s.Id);
        return week with
        {
            Fixed =
            [
                .. week.Fixed.Select(session =>
                    rooms.TryGetValue(session.Room, out var room)
                    && services.TryGetValue(session.Service, out var offered)
                        ? session with
                        {
                            TurnaroundBefore = Shorter(
                                session.TurnaroundBefore,
                                Needs.Longer(room.TurnaroundBefore, offered.TurnaroundBefore)
                            ),
                            TurnaroundAfter = Shorter(
                                session.TurnaroundAfter,
                                Needs.Longer(room.TurnaroundAfter, offered.TurnaroundAfter)
                            ),
                        }
                        : session
                ),
            ],
        };
    }

    private IEnumerable<Concession> LongerDays()
    {
        foreach (var person in People)
        {
            yield return new Concession(
                DailyMaximum.Id,
                $"Let {person.Name} have one more hour of sessions in a day",
                4,
                week =>
                    WithPerson(
                        week,
                        person.Id,
                        p => p with { DailyMaximum = p.DailyMaximum + TimeSpan.FromHours(1) }
                    )
            );
            foreach (var date in Days)
            {
                var there = person.Availability.Where(a => a.Day == date.DayOfWeek).ToArray();
                if (there.Length > 0)
                    yield return new Concession(
                        ClinicianAvailable.Id,
                        $"One more hour of {person.Name} on {Day(date)}, before or after",
                        3,
                        week =>
                            WithPerson(
                                week,
                                person.Id,
                                p =>
                                    p with
                                    {
                                        Availability =
                                        [
                                            .. p.Availability.Except(there),
                                            .. there.Select(a =>
                                                a with
                                                {
                                                    Window = Hour(a.Window),
                                                }
                                            ),
                                        ],
                                    }
                            )
                    );
                else
                    yield return new Concession(
                        ClinicianAvailable.Id,
                        $"{person.Name} comes in on {Day(date)} as well",
                        8,
                        week =>
                            WithPerson(
                                week,
                                person.Id,
                                p =>
                                    p with
                                    {
                                        Availability =
                                        [
                                            .. p.Availability,
                                            .. network
                                                .Hubs.SelectMany(hub => hub.OpenOn(date))
                                                .Distinct()
                                                .Select(window => new WeeklyWindow(
                                                    date.DayOfWeek,
                                                    window
                                                )),
                                        ],
                                    }
                            )
                    );
            }
        }
    }

    private IEnumerable<Concession> OtherRooms()
    {
        var seatsAreSoft = Weights.Of(problem, Seats.Id) > 0;
        foreach (var hub in Hubs)
        foreach (var room in hub.Rooms)
        {
            if (RoomSuits.Objection(service, clinic, room, seatsAreSoft) is not { } objection)
                continue;
            var (changed, effort) =
                !Needs.TypeSuits(service, clinic, room)
                    ? (room with { Type = TypeNeeded(room.Type) }, 5)
                : Needs.MissingFeatures(service, clinic, room).Any()
                    ? (
                        room with
                        {
                            Features =
                            [
                                .. room.Features,
                                .. Needs.MissingFeatures(service, clinic, room),
                            ],
                        },
                        6
                    )
                : !Needs.MayUse(clinic, room)
                    ? (room with { OnlyFor = room.OnlyFor.Add(clinic.Organisation) }, 3)
                : (room with { Capacity = Needs.Seats(service, clinic) }, 7);
            if (RoomSuits.Objection(service, clinic, changed, seatsAreSoft) is not null)
                continue;
            yield return new Concession(
                RoomSuits.Id,
                $"Let it be in {room.Name} all the same, though {objection}",
                effort,
                week =>
                    WithHub(
                        week,
                        hub.Id,
                        h =>
                            h with
                            {
                                Rooms = [.. h.Rooms.Select(r => r.Id == room.Id ? changed : r)],
                            }
                    )
            );
        }
    }

    private RoomType TypeNeeded(RoomType otherwise) =>
        Enum.GetValues<RoomType>()
            .Where(type =>
                (service.Room.Types.IsEmpty || service.Room.Types.Contains(type))
                && (clinic.Room.Types.IsEmpty || clinic.Room.Types.Contains(type))
            )
            .Append(otherwise)
            .First();

    private IEnumerable<Concession> Blocks() =>
        problem.Blocks.Select(block => new Concession(
            RoomOpen.Id,
            $"Lift the block on {network.FindHub(block.Hub)?.FindRoom(block.Room)?.Name ?? block.Room.Value} on {Day(block.Date)} {block.Window} ({block.Reason})",
            4,
            week => week with { Blocks = week.Blocks.Remove(block) }
        ));

    private IEnumerable<Concession> OtherHubs() =>
        clinic.Hubs.IsEmpty
            ? []
            : network
                .Hubs.Where(hub => !clinic.Hubs.Contains(hub.Id))
                .Select(hub => new Concession(
                    RoomSuits.Id,
                    $"Let it be at {hub.Name}",
                    5,
                    week => WithClinic(week, c => c with { Hubs = c.Hubs.Add(hub.Id) })
                ));

    private IEnumerable<Concession> Equipment() =>
        from hub in Hubs
        from need in Needs.Equipment(service, clinic)
        let stock = hub.Equipment.FirstOrDefault(item => item.Equipment == need.Equipment)
        select new Concession(
            EquipmentStock.Id,
            $"One more {stock?.Name ?? need.Equipment.Value} at {hub.Name}",
            6,
            week =>
                WithHub(
                    week,
                    hub.Id,
                    h =>
                        h with
                        {
                            Equipment = h.Equipment.Add(
                                new Hubs.Model.EquipmentStock(need.Equipment, "", 1)
                            ),
                        }
                )
        );

    private IEnumerable<Concession> LongerHours() =>
        from hub in Hubs
        from date in Days
        where !hub.OpenOn(date).IsEmpty
        select new Concession(
            RoomOpen.Id,
            $"Open {hub.Name} an hour longer on {Day(date)}, before or after",
            7,
            week =>
                WithHub(
                    week,
                    hub.Id,
                    h =>
                        h with
                        {
                            Hours =
                            [
                                .. h.Hours.Select(w =>
                                    w.Day == date.DayOfWeek ? w with { Window = Hour(w.Window) } : w
                                ),
                            ],
                        }
                )
        );

    private static string Day(DateOnly date) => date.ToString("dddd", CultureInfo.InvariantCulture);

    private static WeekProblem WithNetwork(WeekProblem week, Func<Network, Network> change) =>
        week with
        {
            Network = change(week.Network),
        };

    private static WeekProblem WithHub(WeekProblem week, HubId id, Func<Hub, Hub> change) =>
        WithNetwork(
            week,
            n => n with { Hubs = [.. n.Hubs.Select(hub => hub.Id == id ? change(hub) : hub)] }
        );

    private static WeekProblem WithPerson(
        WeekProblem week,
        ClinicianId id,
        Func<Clinician, Clinician> change
    ) =>
        WithNetwork(
            week,
            n => n with { Clinicians = [.. n.Clinicians.Select(p => p.Id == id ? change(p) : p)] }
        );

    private WeekProblem WithClinic(WeekProblem week, Func<Clinic, Clinic> change) =>
        WithNetwork(
            week,
            n => n with { Clinics = [.. n.Clinics.Select(c => c.Id == clinic.Id ? change(c) : c)] }
        );
}
