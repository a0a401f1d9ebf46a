using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>A week in which one thing is otherwise.</summary>
internal static class Changed
{
    public static WeekProblem With(this WeekProblem week, Func<Network, Network> change) =>
        week with
        {
            Network = change(week.Network),
        };

    public static WeekProblem With(this WeekProblem week, HubId id, Func<Hub, Hub> change) =>
        week.With(network =>
            network with
            {
                Hubs = network.Hubs.Change(hub => hub.Id == id, change),
            }
        );

    public static WeekProblem With(
        this WeekProblem week,
        ClinicianId id,
        Func<Clinician, Clinician> change
    ) =>
        week.With(network =>
            network with
            {
                Clinicians = network.Clinicians.Change(person => person.Id == id, change),
            }
        );

    public static WeekProblem With(
        this WeekProblem week,
        ClinicId id,
        Func<Clinic, Clinic> change
    ) =>
        week.With(network =>
            network with
            {
                Clinics = network.Clinics.Change(clinic => clinic.Id == id, change),
            }
        );

    public static ImmutableArray<T> Change<T>(
        this ImmutableArray<T> all,
        Func<T, bool> which,
        Func<T, T> change
    ) => [.. all.Select(one => which(one) ? change(one) : one)];

    public static TimeWindow AnHourMore(this TimeWindow window) =>
        window.Widen(TimeSpan.FromHours(1), TimeSpan.FromHours(1));
}
