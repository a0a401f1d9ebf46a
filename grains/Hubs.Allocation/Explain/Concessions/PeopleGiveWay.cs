using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>Somebody else runs it, or somebody is there longer, on another day, or at another hub.</summary>
internal static class PeopleGiveWay
{
    public static IEnumerable<Concession> For(PossibleRelaxations what) =>
        [.. SomebodyElse(what), .. what.People.SelectMany(person => More(what, person))];

    private static IEnumerable<Concession> SomebodyElse(PossibleRelaxations what)
    {
        var (network, clinic) = (what.Network, what.Clinic);
        if (clinic.Clinicians.IsEmpty)
            return [];
        var known = what.People.Select(person => person.Id).ToHashSet();
        return network
            .Clinicians.Where(person =>
                person.Competences.Contains(clinic.Service) && !known.Contains(person.Id)
            )
            .Select(person =>
            {
                var isOwn = person.Organisation == clinic.Organisation;
                return new Concession(
                    ClinicianAvailable.Id,
                    isOwn
                        ? $"Let {person.Name} run it"
                        : $"Let {person.Name} of {OrganisationName(network, person)} run it",
                    isOwn ? 2 : 4,
                    week =>
                        week.With(clinic.Id, c => c with { Clinicians = Or(network, c, person) })
                );
            });
    }

    private static ImmutableArray<ClinicianNeed> Or(
        Network network,
        Clinic clinic,
        Clinician person
    ) =>
        clinic.Clinicians.Change(
            _ => true,
            need => new ClinicianNeed
            {
                AnyOf =
                [
                    .. Needs.People(network, clinic, need).Select(known => known.Id),
                    person.Id,
                ],
            }
        );

    private static string OrganisationName(Network network, Clinician person) =>
        network.Organisations.FirstOrDefault(o => o.Id == person.Organisation)?.Name
        ?? person.Organisation.Value;

    private static IEnumerable<Concession> More(PossibleRelaxations what, Clinician person) =>
        [
            LongerDay(person),
            .. what
                .Hubs.Where(hub => person.HomeHub != hub.Id && !person.Hubs.Contains(hub.Id))
                .Select(hub => AtAnotherHub(person, hub)),
            .. what.Days.Select(date =>
                person.Availability.Any(a => a.Day == date.DayOfWeek)
                    ? OneMoreHour(person, date)
                    : OneMoreDay(what.Network, person, date)
            ),
        ];

    private static Concession LongerDay(Clinician person) =>
        new(
            DailyMaximum.Id,
            $"Let {person.Name} have one more hour of sessions in a day",
            4,
            week =>
                week.With(
                    person.Id,
                    p => p with { DailyMaximum = p.DailyMaximum + TimeSpan.FromHours(1) }
                )
        );

    private static Concession AtAnotherHub(Clinician person, Hub hub) =>
        new(
            ClinicianAvailable.Id,
            $"Let {person.Name} work at {hub.Name} too",
            5,
            week => week.With(person.Id, p => p with { Hubs = p.Hubs.Add(hub.Id) })
        );

    private static Concession OneMoreHour(Clinician person, DateOnly date) =>
        new(
            ClinicianAvailable.Id,
            $"One more hour of {person.Name} on {PossibleRelaxations.Day(date)}, before or after",
            3,
            week =>
                week.With(
                    person.Id,
                    p =>
                        p with
                        {
                            Availability = p.Availability.Change(
                                a => a.Day == date.DayOfWeek,
                                a => a with { Window = a.Window.AnHourMore() }
                            ),
                        }
                )
        );

    private static Concession OneMoreDay(Network network, Clinician person, DateOnly date) =>
        new(
            ClinicianAvailable.Id,
            $"{person.Name} comes in on {PossibleRelaxations.Day(date)} as well",
            8,
            week =>
                week.With(
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
                                    .Select(window => new WeeklyWindow(date.DayOfWeek, window)),
                            ],
                        }
                )
        );
}
