using Hubs.Model;

namespace Hubs.Allocation.Tests.Constraints;

/// <summary>Competence, hubs, hours, leave, and who the clinic asks for.</summary>
public class ClinicianAvailableTests
{
    [Fact]
    public void LeaveAndHours_LeaveTheRest()
    {
        var town = new Town()
            .Hub("h")
            .Room("r1")
            .Person(
                "ada",
                person =>
                    person with
                    {
                        Availability =
                        [
                            new WeeklyWindow(DayOfWeek.Monday, Town.Hours(8, 10)),
                            new WeeklyWindow(DayOfWeek.Tuesday, Town.Hours(8, 10)),
                        ],
                        Leave =
                        [
                            new Leave(
                                Town.Week.Monday,
                                Town.Week.Monday,
                                Town.Hours(8, 9),
                                "Dentist"
                            ),
                            new Leave(
                                Town.Week.Monday.AddDays(1),
                                Town.Week.Sunday,
                                null,
                                "Holiday"
                            ),
                        ],
                    }
            )
            .Clinic("x", person: "ada");

        Assert.Equal(["r1 Monday 09:00"], town.Open().Candidates("x.1"));
    }

    [Fact]
    public void OtherHub_IsNoCandidate()
    {
        var town = new Town()
            .Hub("north")
            .Room("n1")
            .Hub("south")
            .Room("s1")
            .Person("ada", person => person with { Hubs = [new HubId("north")] })
            .Clinic("x", person: "ada");

        Assert.All(
            town.Open().Candidates("x.1"),
            place => Assert.StartsWith("n1 ", place, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void NotCompetent_IsNoCandidate()
    {
        var town = new Town()
            .Hub("h")
            .Room("r1")
            .Person("ada", person => person with { Competences = [] })
            .Clinic("x", person: "ada");

        Assert.Empty(town.Open().Candidates("x.1"));
    }

    [Fact]
    public void AnyOfSomePeople_IsAnyOfThem()
    {
        var town = Three(new ClinicianNeed { AnyOf = [new("ada"), new("cy")] });

        Assert.Equal(["ada", "cy"], town.Open().Teams("x.1"));
    }

    [Fact]
    public void NobodyNamed_IsAnybodyOfTheOrganisation() =>
        Assert.Equal(["ada", "bob"], Three(new ClinicianNeed()).Open().Teams("x.1"));

    [Fact]
    public void TwoNeeds_AreTwoPeople()
    {
        var town = Three(
            new ClinicianNeed { AnyOf = [new("ada"), new("bob")] },
            new ClinicianNeed { AnyOf = [new("ada"), new("cy")] }
        );

        Assert.Equal(["ada bob", "ada cy", "bob cy"], town.Open().Teams("x.1"));
    }

    /// <summary>Ada and Bob are of the practice that runs the clinic, Cy is not.</summary>
    private static Town Three(params ClinicianNeed[] needs) =>
        new Town()
            .Hub("h")
            .Room("r1")
            .Person("ada")
            .Person("bob")
            .Person("cy", person => person with { Organisation = new OrganisationId("trust") })
            .Clinic("x", with: clinic => clinic with { Clinicians = [.. needs] });
}
