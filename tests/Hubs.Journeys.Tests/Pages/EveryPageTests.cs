using Hubs.Journeys.Tests.Running;
using Hubs.Model;

namespace Hubs.Journeys.Tests.Pages;

/// <summary>What holds for every page. A new page adds its line to <see cref="Pages"/>.</summary>
[Collection(RunningProduct.Name)]
public sealed class EveryPageTests(RunningProduct running)
{
    public static TheoryData<Role, string> Pages =>
        new()
        {
            { Role.Resident, "/" },
            { Role.Receptionist, "/" },
            { Role.Clinician, "/" },
            { Role.Coordinator, "/" },
            { Role.Resident, "/components" },
            { Role.Resident, "/no-such-page" },
            { Role.Resident, "/whats-on" },
            { Role.Resident, "/whats-on/tilbury" },
            { Role.Resident, "/wall/tilbury" },
            { Role.Receptionist, "/desk" },
            { Role.Receptionist, "/desk/tilbury" },
            { Role.Receptionist, "/desk/tilbury/day" },
            { Role.Receptionist, "/desk/tilbury/book?service=blood-tests" },
            { Role.Receptionist, "/desk/tilbury/walk-in?service=blood-tests" },
            { Role.Receptionist, "/desk/tilbury/find" },
            { Role.Receptionist, "/desk/tilbury/rooms" },
            { Role.Receptionist, "/desk/tilbury/rooms/til-c1" },
            { Role.Receptionist, "/desk/tilbury/orphaned" },
            { Role.Clinician, "/clinicians" },
            { Role.Clinician, "/clinicians/nwosu-funmi" },
            { Role.Clinician, "/clinicians/nwosu-funmi/book?service=blood-tests" },
            { Role.Clinician, "/clinicians/nwosu-funmi/leave" },
        };

    [Theory, MemberData(nameof(Pages))]
    public async Task Page_HasATitleAndOneHeadingAndNoAxeViolation(Role role, string path)
    {
        await using var visit = await running.Visit(role);
        await visit.Go(path);
        Assert.EndsWith(" - Hubs", await visit.Page.TitleAsync(), StringComparison.Ordinal);
        Assert.Equal(1, await visit.Page.Locator("h1").CountAsync());
        await visit.HasNoAxeViolation();
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task Page_OnAPhone_FitsTheScreenAndHasNoAxeViolation(Role role, string path)
    {
        await using var visit = await running.Visit(role, width: 320);
        await visit.Go(path);
        await visit.FitsTheWindow();
        await visit.HasNoAxeViolation();
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task Page_WithoutAMouse_IsUsableByKeyboard(Role role, string path)
    {
        await using var visit = await running.Visit(role);
        await visit.Go(path);
        await visit.IsUsableByKeyboard();
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task Page_UnderTheSecurityPolicy_GivesTheBrowserNothingToComplainAbout(
        Role role,
        string path
    )
    {
        await using var visit = await running.Visit(role);
        var answer = await visit.Go(path);
        // That the page itself is a 404 is reported too; everything else would be a fault.
        var complaints = visit.Complaints.Where(line =>
            answer.Ok || !line.Contains(" 404 ", StringComparison.Ordinal)
        );
        Assert.Equal([], complaints);
        Assert.Contains(
            "default-src 'self'",
            answer.Headers["content-security-policy"],
            StringComparison.Ordinal
        );
    }
}
