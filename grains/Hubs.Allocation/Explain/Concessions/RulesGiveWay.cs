using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>What was agreed once and can be agreed otherwise: the service mix, what the clinic asks of itself, pathways kept apart.</summary>
internal static class RulesGiveWay
{
    public static IEnumerable<Concession> For(PossibleRelaxations what) =>
        [.. ServiceMix(what), .. MoreOnADay(what), .. Overlap(what)];

    private static IEnumerable<Concession> ServiceMix(PossibleRelaxations what) =>
        from hub in what.Hubs
        from target in hub.ServiceMix
        where target.Service == what.Clinic.Service
        select new Concession(
            ServiceMixMaximum.Id,
            $"Raise the service mix of {hub.Name}: at most {Sessions(target.Maximum + 1)} of {what.Service.Name} instead of {target.Maximum}",
            1,
            week =>
                week.With(
                    hub.Id,
                    h =>
                        h with
                        {
                            ServiceMix = h.ServiceMix.Change(
                                t => t == target,
                                t => t with { Maximum = t.Maximum + 1 }
                            ),
                        }
                )
        );

    private static string Sessions(int count) => count == 1 ? "1 session" : $"{count} sessions";

    private static IEnumerable<Concession> MoreOnADay(PossibleRelaxations what)
    {
        if (what.Clinic.MaximumPerDay is { } most)
            yield return new Concession(
                SessionsPerDay.Id,
                $"Let {what.Clinic.Name} have {Sessions(most + 1)} on a day instead of {most}",
                2,
                week => week.With(what.Clinic.Id, c => c with { MaximumPerDay = most + 1 })
            );
    }

    private static IEnumerable<Concession> Overlap(PossibleRelaxations what) =>
        what
            .Network.Pathways.Where(pathway => pathway.Clinics.Contains(what.Clinic.Id))
            .Select(pathway => new Concession(
                PathwayClash.Id,
                $"Let {what.Clinic.Name} be at the same time as other clinics of {pathway.Name}",
                3,
                week =>
                    week.With(network =>
                        network with
                        {
                            Pathways = network.Pathways.Change(
                                p => p.Id == pathway.Id,
                                p => p with { Clinics = p.Clinics.Remove(what.Clinic.Id) }
                            ),
                        }
                    )
            ));
}
